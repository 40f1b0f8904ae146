import { describe, expect, test } from "vitest";
import { isCommand, optionValues, readScript } from "./shell.ts";

function words(text: string): string[][] {
  return readScript(text).commands.map(command => command.words.map(word => word.text));
}

describe("commands", () => {
  test.each<[string, string[][]]>([
    ["a b; c && d | e\nf", [["a", "b"], ["c"], ["d"], ["e"], ["f"]]],
    ["helm install a \\\n  --set b=c", [["helm", "install", "a", "--set", "b=c"]]],
    ["a 'b c' \"d $E\" f\\ g", [["a", "b c", "d $E", "f g"]]],
    ["# comment\na # more\n$ sudo microk8s kubectl get po", [["a"], ["kubectl", "get", "po"]]],
    ["kubectl get $(kubectl get sa -o name) -n a", [["kubectl", "get", "$(kubectl get sa -o name)", "-n", "a"]]],
    ["USER=a kubectl get po", [["kubectl", "get", "po"]]],
    ["", []],
    ["a 'open", [["a", "open"]]],
  ])("%j", (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  test("each word knows its place, and its text without quotes where that is one piece", () => {
    const text = `kubectl patch sdep a -p='[1]' -n "b"`;
    const [command] = readScript(text).commands;
    if (!command) throw new Error("no command");
    expect(isCommand(command, "kubectl", "patch")).toBe(true);
    const [patch] = optionValues(command, "-p");
    expect(patch?.text).toBe("[1]");
    expect(patch?.inner && text.slice(patch.inner.start, patch.inner.end)).toBe("[1]");
    const [namespace] = optionValues(command, "-n");
    expect(namespace && text.slice(namespace.start, namespace.end)).toBe('"b"');
    expect(namespace?.inner && text.slice(namespace.inner.start, namespace.inner.end)).toBe("b");
  });
});

test("here-documents are no commands", () => {
  const text = "cat <<'EOF' | kubectl apply -f -\nkind: Secret\nEOF\nls\n";
  const { commands, hereDocuments } = readScript(text);
  expect(commands.map(command => command.words[0]?.text)).toEqual(["cat", "kubectl", "ls"]);
  expect(hereDocuments.map(({ start, end }) => text.slice(start, end))).toEqual(["kind: Secret\n"]);
});
