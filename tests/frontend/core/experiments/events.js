/** Connections of server-sent events whose server is the test. */
export function eventSources() {
  const sources = [];

  /** What the page takes for an `EventSource`. */
  function open(url) {
    const listeners = {};
    const source = {
      url,
      isClosed: false,
      onerror: null,
      addEventListener: (type, run) => (listeners[type] = run),
      close: () => (source.isClosed = true),
      /** An event arrives, as far as anybody listens. */
      say: (type, data) => source.isClosed || listeners[type]?.({ type, data: JSON.stringify(data) }),
      /** The connection breaks, or was never there. */
      fail: () => source.isClosed || source.onerror?.(),
    };
    sources.push(source);
    return source;
  }

  return { sources, open };
}
