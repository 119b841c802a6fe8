/** Reads safetensors files: eight bytes of header length, a JSON header, then the tensors' bytes. */

const ARRAYS = /** @type {Record<string, any>} */ ({ I8: Int8Array, U8: Uint8Array, I32: Int32Array, F32: Float32Array, F64: Float64Array });

/** The tensors of a file, as views into its bytes; one that is not aligned to its type is copied. @param {ArrayBuffer} buffer */
export function readSafetensors(buffer) {
	if (buffer.byteLength < 8) throw new Error("a safetensors file has at least 8 bytes");
	const length = Number(new DataView(buffer).getBigUint64(0, true));
	const start = 8 + length;
	if (start > buffer.byteLength) throw new Error(`the header should end at byte ${start} of ${buffer.byteLength}`);
	const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
	const { __metadata__: metadata = {}, ...entries } = header;
	/** @type {Record<string, Tensor>} */
	const tensors = {};
	for (const [name, { dtype, shape, data_offsets: [from, to] }] of Object.entries(entries)) {
		tensors[name] = { values: view(buffer, dtype, start + from, start + to), shape };
	}
	return { tensors, metadata };
}

/** @param {ArrayBuffer} buffer @param {string} dtype @param {number} from @param {number} to @returns {TypedValues} */
function view(buffer, dtype, from, to) {
	const array = ARRAYS[dtype];
	if (!array) throw new Error(`tensors of type ${dtype} are not supported`);
	if (to > buffer.byteLength) throw new Error(`a tensor should end at byte ${to} of ${buffer.byteLength}`);
	const size = array.BYTES_PER_ELEMENT;
	if (from % size === 0) return new array(buffer, from, (to - from) / size);
	return new array(buffer.slice(from, to));
}
