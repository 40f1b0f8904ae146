// What holds for every signature: its samples are its own, its texts can be filled, and none is left out of the registry.
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { diagnoseLog, matchLine } from "./diagnose-log.ts";
import { SIGNATURES } from "./registry.ts";
import type { Sample, Signature } from "./signature.ts";

const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(entry => entry.name)
  .sort();

test("each folder is a signature of its name, and the registry has them all", () => {
  expect(SIGNATURES.map(signature => signature.id).sort()).toEqual(folders);
});

describe.each(SIGNATURES.map(signature => [signature.id, signature] as const))("%s", (id, signature) => {
  test("matches its own samples, and no other signature does", () => {
    expect(signature.samples.length).toBeGreaterThan(0);
    for (const sample of signature.samples)
      expect([sample.lines, idsOf(signature, sample)]).toEqual([sample.lines, [id]]);
  });

  test("names groups of its pattern only, and signatures that exist", () => {
    const quoted = `${signature.title} ${signature.meaning} ${signature.remedy}`.matchAll(/(?<![[{])\{(\w+)\}(?!\])/g);
    const groups = [...(signature.pattern?.source ?? "").matchAll(/\(\?<(\w+)>/g)].map(([, name]) => name);
    const unknown = [...quoted].map(([, name]) => name).filter(name => !groups.includes(name));
    expect(unknown).toEqual([]);
    expect((signature.yieldsTo ?? []).filter(other => !folders.includes(other))).toEqual([]);
  });

  test("has an id of words and entries of the catalogue", () => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(signature.failureModes.filter(mode => !/^[SF]\d\d$/.test(mode))).toEqual([]);
    expect(signature.title.length).toBeLessThan(60);
    expect([signature.pattern?.global, signature.also?.global, signature.never?.global]).not.toContain(true);
  });
});

test("no text keeps a placeholder when a sample fills it", () => {
  const unfilled = SIGNATURES.flatMap(signature =>
    signature.samples.flatMap(sample =>
      matchesOf(signature, sample).map(match => `${match.title} ${match.meaning} ${match.remedy}`),
    ),
  ).filter(text => /(?<![[{])\{(?:\w+)\}(?!\])/.test(text));
  expect(unfilled).toEqual([]);
});

test("a line that says enough by itself is marked as it arrives", () => {
  const line = "TypeError: __init__() got an unexpected keyword argument 'model_file_name'";
  expect(matchLine("model-log", line)?.title).toBe("parameter model_file_name not known");
  expect(matchLine("executor-log", line)).toBeUndefined();
  expect(matchLine("initializer-log", "INFO  : There was nothing to transfer")).toBeUndefined();
});

function idsOf(signature: Signature, sample: Sample): string[] {
  return [...new Set(matchesOf(signature, sample).map(match => match.signature.id))];
}

function matchesOf(signature: Signature, sample: Sample): ReturnType<typeof diagnoseLog> {
  const sources = sample.source ? [sample.source] : signature.sources;
  return sources.flatMap(source => diagnoseLog({ ...sample, source }));
}
