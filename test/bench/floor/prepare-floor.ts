// Makes the floor ready to run: the script as one file, and the schema compiled by ajv to code that needs no compiler.
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import { build } from "esbuild";
import * as z from "zod";
import { bundleOptions } from "../../../scripts/bundle-options.ts";
import { projectRoot } from "../../../scripts/project-root.ts";

export interface Floor {
  /** Absolute paths of the script and of the validator it takes after the folder. */
  readonly script: string;
  readonly validator: string;
}

/** `schema` is a path below the project. */
export async function prepareFloor(schema: string): Promise<Floor> {
  const folder = path.join(projectRoot, ".build", "bench-floor");
  mkdirSync(folder, { recursive: true });
  const floor = { script: path.join(folder, "floor.cjs"), validator: path.join(folder, "validate.cjs") };
  await Promise.all([
    build({
      ...bundleOptions,
      entryPoints: [path.join(projectRoot, "test/bench/floor/floor.ts")],
      outfile: floor.script,
    }),
    build({
      ...bundleOptions,
      banner: {},
      stdin: { contents: validatorCode(schema), resolveDir: projectRoot, loader: "js" },
      outfile: floor.validator,
    }),
  ]);
  return floor;
}

function validatorCode(schema: string): string {
  const text = readFileSync(path.join(projectRoot, schema), "utf8");
  const parsed = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  const ajv = new Ajv({ strict: false, validateFormats: false, code: { source: true } });
  return standaloneCode(ajv, ajv.compile(parsed));
}
