// The traps of the catalogue (failure-modes.md): edits that look like the obvious repair and make things worse. No rule may offer
// one, for any case of any rule.
import { describe, expect, test } from "vitest";
import {
  allRules,
  applyEdits,
  Deployment,
  isModelProvided,
  lintText,
  parseStream,
  resourcesOf,
  secretEntries,
  seldonFacts,
  SELDON_KIND,
  type LintFinding,
  type LintOptions,
  type Resource,
} from "../../server/src/core/index.ts";
import { allCases } from "../support/rule-cases.ts";

interface Offer {
  /** Rule, message, title and case. */
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

const OPTIONS: LintOptions = { rules: allRules, onCrash: "throw" };

const offers: readonly Offer[] = allCases()
  .filter(({ isInput }) => isInput)
  .flatMap(({ file, text }) =>
    lintText(text, { ...OPTIONS, fileName: file }).findings.flatMap(({ rule, messageId, fixes }) =>
      fixes.map(fix => ({
        label: `${rule}/${messageId} "${fix.title}" in ${file}`,
        before: text,
        after: applyEdits(text, fix.edits) + created(fix),
      })),
    ),
  );

/** What an offer writes into a file of its own, as a further document. */
function created({ createFile }: LintFinding["fixes"][number]): string {
  return createFile && /\.ya?ml$/.test(createFile.name) ? `\n---\n${createFile.text}` : "";
}

/** What a text holds of something, as lines that can be compared. */
type Look = (resources: readonly Resource[]) => readonly string[];

/** Offers after which a text holds more of something than before. */
function adding(look: Look): readonly string[] {
  return offers.flatMap(({ label, before, after }) => {
    const known = look(resources(before));
    return look(resources(after)).length > known.length ? [label] : [];
  });
}

function resources(text: string): readonly Resource[] {
  return parseStream(text).documents.flatMap(({ document }) => resourcesOf(document));
}

function deployments(all: readonly Resource[]): readonly Deployment[] {
  return all.filter(({ kind }) => kind === SELDON_KIND).map(resource => new Deployment(resource));
}

/** Values of a remote's option in Secrets, with their keys. */
function rcloneOptions(all: readonly Resource[], option: string): readonly (readonly [key: string, value: string])[] {
  const entries = all.filter(({ kind }) => kind === "Secret").flatMap(resource => secretEntries(resource));
  return entries.flatMap(({ key, value = "" }) =>
    key.startsWith("RCLONE_CONFIG_") && key.endsWith(`_${option}`) ? [[key, value] as const] : [],
  );
}

test("there are offers to look at", () => {
  expect(offers.length).toBeGreaterThan(200);
});

describe("no rule offers", () => {
  test("an implementation that the executor has no code for: AVERAGE_COMBINER averages nothing (S30)", () => {
    const dead: Look = all =>
      deployments(all).flatMap(({ units }) =>
        units.flatMap(({ implementation = "" }) =>
          /^(AVERAGE_COMBINER|SIMPLE_MODEL|SIMPLE_ROUTER)$/.test(implementation) ? [implementation] : [],
        ),
      );
    expect(adding(dead)).toEqual([]);
  });

  test("the provider AWS for a store of another's: rclone then puts the bucket before the host (S05, F10)", () => {
    const virtualHost: Look = all =>
      rcloneOptions(all, "PROVIDER").flatMap(([key, value]) => {
        const endpoint = rcloneOptions(all, "ENDPOINT").find(
          ([other]) => other === key.replace("PROVIDER", "ENDPOINT"),
        );
        return value === "AWS" && endpoint && !endpoint[1].includes("amazonaws.com") ? [key] : [];
      });
    expect(adding(virtualHost)).toEqual([]);
  });

  test("FORCE_PATH_STYLE, which rclone overrules for every provider that needs it (S10)", () => {
    expect(adding(all => rcloneOptions(all, "FORCE_PATH_STYLE").map(([key]) => key))).toEqual([]);
  });

  test("a volume that the operator adds itself (S01)", () => {
    const twice: Look = all =>
      deployments(all).flatMap(({ units }) =>
        units.flatMap(unit => {
          const volumes = unit.componentSpec?.volumes.map(volume => volume.key("name").string()) ?? [];
          const { provisionVolumeName: name = "", ownInitializer } = unit;
          return isModelProvided(unit, seldonFacts()) && !ownInitializer && volumes.includes(name) ? [name] : [];
        }),
      );
    expect(adding(twice)).toEqual([]);
  });

  test("one predictor's traffic alone: the webhook looks at the whole split (S32)", () => {
    const uneven = ({ predictors }: Deployment): boolean => {
      const live = predictors.filter(({ isShadow }) => !isShadow);
      return live.length > 1 && live.reduce((sum, { traffic = 0 }) => sum + traffic, 0) !== 100;
    };
    const broken = offers.filter(({ before, after }) => {
      const shares = (text: string): readonly (readonly (number | undefined)[])[] =>
        deployments(resources(text)).map(({ predictors }) => predictors.map(({ traffic }) => traffic));
      const isShifted = JSON.stringify(shares(before)) !== JSON.stringify(shares(after));
      return isShifted && shares(before).length === shares(after).length && deployments(resources(after)).some(uneven);
    });
    expect(broken.map(({ label }) => label)).toEqual([]);
  });

  test("an initial delay of minutes: it hides a dead server (S17, W04)", () => {
    const late: Look = all =>
      deployments(all).flatMap(({ predictors }) =>
        predictors.flatMap(({ containers }) =>
          containers.flatMap(({ at, name = "" }) =>
            (at.at("livenessProbe", "initialDelaySeconds").integer() ?? 0) >= 300 ? [name] : [],
          ),
        ),
      );
    expect(adding(late)).toEqual([]);
  });

  test("a MLflow address, which Seldon never asks (S06)", () => {
    const ofMlflow: Look = all =>
      deployments(all).flatMap(({ units }) =>
        units.flatMap(({ modelUri }) => {
          const uri = modelUri.string() ?? "";
          return /^(models|runs|mlflow-artifacts):/.test(uri) ? [uri] : [];
        }),
      );
    expect(adding(ofMlflow)).toEqual([]);
  });

  test("a patch of one predictor's traffic alone, in scripts and patch files, too (S32)", () => {
    const patched = (text: string): ReadonlySet<string> => new Set(text.match(/\/spec\/predictors\/\d+\/traffic/g));
    const oneSided = offers.filter(({ before, after }) => {
      const [old, now] = [patched(before), patched(after)];
      return now.size === 1 && (now.size < old.size || [...now].some(path => !old.has(path)));
    });
    expect(oneSided.map(({ label }) => label)).toEqual([]);
  });

  test("a pin of what the server's own requirements replace afterwards (S18, W03)", () => {
    const pins = offers.filter(({ label }) => /^(mlflow-pins|model-requirements)\//.test(label));
    expect(pins.map(({ label }) => label)).toEqual([]);
  });

  test.each([
    [
      "holdApplicationUntilProxyStarts, which init containers do not wait for (F08)",
      /holdApplicationUntilProxyStarts/g,
    ],
    ["fsGroup, which alone takes runAsUser 8888 away (F41)", /fsGroup/g],
  ])("%s", (_, word) => {
    const count = (text: string): number => text.match(word)?.length ?? 0;
    const added = offers.filter(({ before, after }) => count(after) > count(before));
    expect(added.map(({ label }) => label)).toEqual([]);
  });
});
