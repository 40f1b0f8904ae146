// What makes an environment slow to create or different each time (S19, F07), whoever tells of its packages.
import type { PackageRequirement } from "../../../../../schemas/src/index.ts";

/** Beyond these a start takes minutes (S19). */
export const MANY_PACKAGES = 25;

const TOOLS: ReadonlySet<string> = new Set([
  "jupyter",
  "jupyterlab",
  "notebook",
  "ipykernel",
  "ipython",
  "pytest",
  "black",
]);

/** A tool for notebooks and tests, which no model needs to be served. */
export function isTool({ name }: PackageRequirement): boolean {
  return TOOLS.has(name);
}

/** pip itself stands there without a version in whatever MLflow writes. */
export function isUnpinned({ name, specifier }: PackageRequirement): boolean {
  return specifier === "" && name !== "pip" && name !== "python";
}

/** The version that a pin such as `==1.2.0` or conda's `=1.2.0` names; of `==1.2.*` as much as it says, `1.2`. */
export function pinOf({ specifier }: PackageRequirement): string | undefined {
  return /^={1,2}\s*(\d+(?:\.\d+)*)/.exec(specifier)?.[1];
}

/** True for versions that mlflowserver's own requirements cannot be installed into: they are for Python 3.8 to 3.10 (F07). */
export function isPythonOutside(version: string): boolean {
  return /^(2(\.|$)|3\.[0-7](\.|$)|3\.1[1-9])/.test(version);
}
