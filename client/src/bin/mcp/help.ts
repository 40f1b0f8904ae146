// The help text of seldon-mcp, made from the table of options.
import { OPTIONS } from "./arguments.ts";

const COLUMN = 22;

export function helpText(): string {
  const options = OPTIONS.map(
    ({ name, value, help }) => `  ${`--${name}${value === undefined ? "" : ` ${value}`}`.padEnd(COLUMN - 2)}${help}`,
  );
  return `Lets agents lint manifests of Seldon Core, and look at deployments, over the Model Context Protocol.

Usage
  seldon-mcp --stdio [options]

An agent's program starts it and speaks to it. All tools only read; see docs/agents.md.

Options
${options.join("\n")}

Exit codes
  0  the agent's program has closed the connection
  2  wrong usage
`;
}
