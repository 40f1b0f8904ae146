// A memory of one answer, for what several rules ask about the same object one after the other.

/**
 * `compute` with its last answer remembered, told by the identity of what it was asked about.
 *
 * A WeakMap would remember more, and costs more: what its entries lead to survives each young collection, so that a run over
 * a thousand files takes half as long again.
 */
export function rememberLast<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  let last: { readonly key: K; readonly value: V } | undefined;
  return key => {
    if (last?.key !== key) last = { key, value: compute(key) };
    return last.value;
  };
}
