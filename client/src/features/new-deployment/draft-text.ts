// From what was chosen to the text of the new file.
import { aboutModel, manifestText, schemeOf, secretText, takesColumns } from "../../domain/patterns/index.ts";
import type { Draft } from "./questions.ts";

/** The manifest, and below it the Secret where a new one is wanted. */
export function draftText(draft: Draft): string {
  const { pattern = "single", model, server, uris, name = "my-model", secret } = draft;
  const namespace = draft.namespace === "" ? undefined : draft.namespace;
  const secretName = secret && secret.kind !== "none" ? secret.name : undefined;
  const manifest = manifestText({
    ...{ pattern, name, namespace, server, secret: secretName },
    modelUris: uris,
    ...(draft.alias !== undefined && isAsGiven(draft) && { alias: draft.alias.uri }),
    ...(model && { about: aboutModel(model), takesColumns: takesColumns(model) }),
  });
  if (secret?.kind !== "new" || secret.store === undefined || secret.name === undefined) return manifest;
  const remote = uris.map(schemeOf).find(scheme => scheme !== undefined && scheme !== "gs" && scheme !== "pvc");
  return `${manifest}---\n${secretText({ kind: secret.store, name: secret.name, namespace, remote })}`;
}

/** What was typed in place of the given address came from no alias; another remote of the same store did. */
function isAsGiven({ alias, uris: [first = ""] }: Draft): boolean {
  const place = (uri: string): string => uri.replace(/^[^:]*:\/*/, "");
  return alias !== undefined && place(alias.leadsTo) === place(first);
}
