// Recognizes files that become YAML only after rendering, as the server does: it keeps quiet about their syntax, and the
// status says so. The two meet in a test, since client and server share no code.

const TEMPLATE_FILE = /\.(j2|jinja2?|tpl|gotmpl|tmpl|mustache)(\.ya?ml)?$/i;
const TEMPLATE_FOLDER = /(^|[\\/])templates[\\/]/i;

export function isTemplatePath(path: string): boolean {
  return TEMPLATE_FILE.test(path) || TEMPLATE_FOLDER.test(path);
}
