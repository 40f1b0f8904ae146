// The help text of seldon-predict, made from the table of options.
import { OPTIONS } from "./arguments.ts";

const COLUMN = 26;

export function helpText(): string {
  const options = OPTIONS.map(
    ({ name, value, help }) => `  ${`--${name}${value === undefined ? "" : ` ${value}`}`.padEnd(COLUMN - 2)}${help}`,
  );
  return `Sends the requests of *.predict.yaml files to served models, and says whether the answers are as expected.

Usage
  seldon-predict [options] [files or folders…]

Without files, the current folder and those below it are searched for *.predict.yaml.

Options
${options.join("\n")}

Exit codes
  0  every answer is as expected
  1  an answer is not as expected, or did not come in time
  2  could not run: wrong usage, a file with errors, no such deployment, no way to it, or no test chosen
`;
}
