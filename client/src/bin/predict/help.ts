// The help text of seldon-predict, made from the table of options.
import { optionLines } from "../command-line.ts";
import { OPTIONS } from "./arguments.ts";

export function helpText(): string {
  return `Sends the requests of *.predict.yaml files to served models, and says whether the answers are as expected.

Usage
  seldon-predict [options] [files or folders…]

Without files, the current folder and those below it are searched for *.predict.yaml.

Options
${optionLines(OPTIONS)}

Exit codes
  0  every answer is as expected
  1  an answer is not as expected, or did not come in time
  2  could not run: wrong usage, a file with errors, no such deployment, no way to it, or no test chosen
`;
}
