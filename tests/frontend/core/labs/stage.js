/** A browser and a server for labs: what is kept, what is asked, and what is answered. */

/** A storage that may refuse, as browsers do in private windows. */
export function storage(kept = {}, { isRefusing = false } = {}) {
  const entries = new Map(Object.entries(kept));
  return {
    entries,
    getItem(key) {
      if (isRefusing) throw new Error("SecurityError");
      return entries.get(key) ?? null;
    },
    setItem(key, text) {
      if (isRefusing) throw new Error("QuotaExceededError");
      entries.set(key, text);
    },
  };
}

/** A server whose answers wait until they are given; a refusal where one is null. */
export function server() {
  const asked = [];
  globalThis.fetch = (path, { body }) => new Promise((resolve, reject) => {
    asked.push({
      path, body: JSON.parse(body),
      answer: (given) => resolve({ ok: true, status: 200, json: async () => given }),
      fail: () => reject(new TypeError("Failed to fetch")),
    });
  });
  return asked;
}

export const settled = async () => {
  for (let i = 0; i < 40; i++) await Promise.resolve();
};
