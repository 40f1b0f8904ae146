// The help text of seldon-mcp, made from the table of options.
import { optionLines } from "../command-line.ts";
import { OPTIONS } from "./arguments.ts";

export function helpText(): string {
  return `Lets agents lint manifests of Seldon Core, and look at deployments, over the Model Context Protocol.

Usage
  seldon-mcp --stdio [options]

An agent's program starts it and speaks to it. All tools only read; see docs/agents.md.

Options
${optionLines(OPTIONS)}

Exit codes
  0  the agent's program has closed the connection
  2  wrong usage
`;
}
