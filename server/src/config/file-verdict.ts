// What a configuration says of one file.
import path from "node:path";
import type { LoadedConfig } from "./config-loader.ts";

export interface FileVerdict {
  /** Nothing is to be reported in the file. */
  readonly isIgnored: boolean;
  readonly isTemplate: boolean;
}

/** `file` is an absolute path. Files outside the folder that the globs count from are matched by none of them. */
export function verdictFor({ base, config: { ignore, templates } }: LoadedConfig, file: string): FileVerdict {
  if (ignore.length === 0 && templates.length === 0) return { isIgnored: false, isTemplate: false };
  const relative = path.relative(base, file).split(path.sep).join("/");
  if (relative === "" || relative.startsWith("../") || path.isAbsolute(relative))
    return { isIgnored: false, isTemplate: false };
  return {
    isIgnored: ignore.some(glob => glob.matches(relative)),
    isTemplate: templates.some(glob => glob.matches(relative)),
  };
}
