// Whether two manifests may be of one namespace: what is not written comes from kubectl, kustomize or Helm, and may be any.

export function mayShareNamespace(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}
