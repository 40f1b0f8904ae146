// Finds ports that a container's command, arguments or environment make it listen on, as far as words can tell.
import type { Cursor } from "../../yaml/index.ts";

export interface ListeningWord {
  readonly at: Cursor;
  readonly port: number;
}

/** Options that name the program's own port. `--upstream-port` and its like name another's, so this is no pattern. */
const PORT_OPTION =
  "--(?:port|http-port|http_port|grpc-port|grpc_port|rest-port|rest_port|rest_api_port|server-port|server\\.port|listen-port|bind|listen|address|addr)";
const OPTION_ALONE = new RegExp(`^${PORT_OPTION}$`);
const ADDRESS = "(?:[\\w.*[\\]]*:)?";
const PORT_VARIABLE = /^(?:(?:HTTP|GRPC|REST|APP|API|SERVER|LISTEN|UVICORN|FLASK_RUN)_)?PORT$/;

/** The places that name one of the ports. A guess by its nature: what they lead to deserves no more than a warning. */
export function listeningWords(container: Cursor, ports: readonly number[]): readonly ListeningWord[] {
  const found: ListeningWord[] = [];
  for (const port of ports) {
    for (const list of ["command", "args"]) found.push(...wordsOf(container.key(list), port));
    for (const variable of container.key("env").items()) {
      const value = variable.key("value");
      if (PORT_VARIABLE.test(variable.key("name").string() ?? "") && value.string()?.trim() === String(port))
        found.push({ at: value, port });
    }
  }
  return found;
}

function wordsOf(list: Cursor, port: number): readonly ListeningWord[] {
  const words = list.items();
  // Most containers have none, and the expressions are dear to make.
  if (!words.some(word => word.string()?.includes(String(port)))) return [];
  const own = new RegExp(`^${ADDRESS}${port}$`);
  const option = new RegExp(`(?:^|\\s)${PORT_OPTION}[= ]["']?${ADDRESS}${port}(?!\\d)`);
  const named = new RegExp(`\\bport\\s*=\\s*${port}(?!\\d)`, "g");
  return words.flatMap((at, index): ListeningWord[] => {
    const text = at.string() ?? "";
    if (!text.includes(String(port))) return [];
    const isValue = own.test(text) && OPTION_ALONE.test(words[index - 1]?.string() ?? "");
    return isValue || option.test(text) || isArgumentOfCall(text, named) ? [{ at, port }] : [];
  });
}

/** Characters before a named argument in which the call it belongs to has to begin. Looking farther takes time that grows with the square. */
const CALL_REACH = 200;

/** As in R's `pr$run(port=8000)` or Python's `app.run(host="0.0.0.0", port=8000)`. */
function isArgumentOfCall(text: string, named: RegExp): boolean {
  for (const { index } of text.matchAll(named))
    if (/(?:run|serve|listen|start)\w*\([^)]*$/.test(text.slice(Math.max(0, index - CALL_REACH), index))) return true;
  return false;
}
