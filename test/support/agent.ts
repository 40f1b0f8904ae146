// An agent's program: starts seldon-mcp and speaks to it with the protocol's own client, which keeps all that comes back.
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { onTestFinished } from "vitest";
import * as z from "zod";

export interface Agent {
  readonly client: Client;
  /** Calls a tool of ours: its answer is JSON. */
  call(name: string, input: object, options?: { readonly signal?: AbortSignal }): Promise<Answer>;
  /** Everything that was answered so far. */
  received(): string;
}

interface Answer {
  readonly isError: boolean;
  readonly data: Readonly<Record<string, unknown>>;
}

const Answered = z.object({
  isError: z.boolean().default(false),
  content: z.tuple([z.object({ type: z.literal("text"), text: z.string() })]),
});

/** Ends with the test. @param args further ones of seldon-mcp */
export async function connectAgent(program: string, folder: string, args: readonly string[] = []): Promise<Agent> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [program, "--stdio", "--folder", folder, ...args],
    stderr: "ignore",
  });
  const client = new Client({ name: "test", version: "1.0.0" });
  await client.connect(transport);
  onTestFinished(() => client.close());
  const answers: unknown[] = [];
  return {
    client,
    async call(name, input, options = {}) {
      const answered = await client.callTool({ name, arguments: { ...input } }, options);
      answers.push(answered);
      const { isError, content } = Answered.parse(answered);
      return { isError, data: z.record(z.string(), z.unknown()).parse(JSON.parse(content[0].text)) };
    },
    received: () => JSON.stringify(answers),
  };
}
