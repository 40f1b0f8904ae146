// The Secret in forms that carry no credential: a manifest with placeholders, and a command that takes them from the environment.
import { quoteForShell, type KubectlTarget } from "../kubectl-lines.ts";
import { secretKey, type StoreForm } from "./forms.ts";

export interface NamedSecret {
  readonly form: StoreForm;
  readonly remote: string;
  readonly name: string;
  readonly namespace: string;
  /** By option. Credentials among them are left out. */
  readonly answers: ReadonlyMap<string, string>;
}

/** YAML with `<…>` where credentials go. */
export function placeholderManifest(secret: NamedSecret): string {
  const lines = openEntries(secret, option => `<${option.toLowerCase().replaceAll("_", "-")}>`);
  return [
    "# Put in your own values where <…> stands, and keep them out of version control: seal the file, or fill it in when it is applied.",
    "apiVersion: v1",
    "kind: Secret",
    "metadata:",
    `  name: ${secret.name}`,
    `  namespace: ${secret.namespace}`,
    "type: Opaque",
    "stringData:",
    // JSON's strings are YAML's, too.
    ...lines.map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`),
    "",
  ].join("\n");
}

/** A line for a shell. It reads each credential from the environment variable of its option, such as `$ACCESS_KEY_ID`. */
export function secretCommand(secret: NamedSecret, { context }: Pick<KubectlTarget, "context">): string {
  const where = [...(context === undefined ? [] : ["--context", context]), "-n", secret.namespace].map(quoteForShell);
  const kubectl = ["kubectl", ...where].join(" ");
  const credentials = new Set(
    secret.form.fields.filter(({ isCredential }) => isCredential).map(({ option }) => option),
  );
  const literals = openEntries(secret, option => option).map(([key, value]) => {
    const isVariable = credentials.has(value) && key === secretKey(secret.remote, value);
    return isVariable ? `--from-literal=${key}="$${value}"` : `--from-literal=${quoteForShell(`${key}=${value}`)}`;
  });
  const made = `${kubectl} create secret generic ${quoteForShell(secret.name)} ${literals.join(" ")}`;
  return `${made} --dry-run=client -o yaml | ${kubectl} apply -f -`;
}

/** @param standIn what stands in the place of a credential */
function openEntries(
  { form, remote, answers }: NamedSecret,
  standIn: (option: string) => string,
): readonly (readonly [string, string])[] {
  const given = form.fields.flatMap(({ option, isCredential, isOptional }): [string, string][] => {
    if (isCredential) return [[option, standIn(option)]];
    const value = answers.get(option) ?? "";
    return value === "" && isOptional ? [] : [[option, value]];
  });
  return [...Object.entries(form.fixed), ...given].map(([option, value]) => [secretKey(remote, option), value]);
}
