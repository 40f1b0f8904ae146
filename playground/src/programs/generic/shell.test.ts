// Commands that helper containers run, the diary's second attempt among them.
import { expect, test } from "vitest";
import { runProgram, type RunOptions } from "../testing/run-program.ts";
import { shell } from "./shell.ts";

async function run(
  command: readonly string[],
  options: RunOptions = {},
): Promise<{ exitCode: number; lines: string[]; seconds: number }> {
  const program = runProgram(shell, { ...options, command });
  const { exitCode } = await program.exit;
  return { exitCode, lines: program.lines, seconds: program.elapsed() };
}

test.each<[string[], number, string[], number]>([
  [["sleep", "30"], 0, [], 30],
  [["sleep", "2m"], 0, [], 120],
  [["echo", "hello", "world"], 0, ["hello world"], 0],
  [["sh", "-c", "echo one; echo 'two three' && exit 3; echo four"], 3, ["one", "two three"], 0],
  [["/bin/sh", "-ec", "false || echo rescued"], 0, ["rescued"], 0],
  [["sh", "-c", 'echo "a=$A b=${B}"'], 0, ["a=1 b="], 0],
  [["bash", "-c", "nonsense --flag"], 127, ["sh: nonsense: not found"], 0],
  [["sh"], 0, [], 0],
  [[], 0, [], 0],
])("%j", async (command, exitCode, lines, seconds) => {
  expect(await run(command, { env: { A: "1" } })).toEqual({ exitCode, lines, seconds });
});

test("rclone without an address, since nobody sets MODEL_URI (diary 02, S02)", async () => {
  const { exitCode, lines } = await run(["sh", "-c", "rclone copy $MODEL_URI /mnt/models"]);
  expect(exitCode).toBe(1);
  expect(lines.at(-1)).toBe(
    'Command copy needs 2 arguments minimum: you provided 1 non flag arguments: ["/mnt/models"]',
  );
});

test("an endless loop ends when it is stopped", async () => {
  const program = runProgram(shell, {
    command: ["sh", "-c", "while true; do echo tick; sleep 5; done"],
    stopAfter: 31,
  });
  await expect(program.exit).rejects.toThrow();
  expect(program.lines).toHaveLength(7);
});
