// Annotations count only where somebody reads them (F71), and one with an equals sign makes the executor drop all of them.
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type FixProposal } from "../../lint/rule.ts";
import {
  ANNOTATION_PLACES,
  ANNOTATION_READERS,
  annotationMaps,
  isTemplated,
  nearest,
  OBSOLETE_ANNOTATIONS,
  POD_ANNOTATIONS,
  type AnnotationPlace,
  type Deployment,
} from "../../model/index.ts";
import { moveEntry, removeValue, renameKey, setValue, type Cursor, type YamlDocument } from "../../yaml/index.ts";

export const annotationPlace = defineRule({
  id: "annotation-place",
  severity: "warning",
  title: "Require Seldon's annotations where they are read",
  why: "Seldon reads each of its annotations at one level or two: some under `spec.annotations` only, some only at the predictor, and the executor sees those of the pod, to which `metadata.annotations` never get. At any other level an annotation is accepted and nothing happens.",
  remedy:
    "Move the annotation to the level that is read; `spec.annotations` is right for most, and `seldon.io/no-engine` and `seldon.io/svc-name` belong to the predictor.",
  failureModes: ["F71"],
  messages: {
    notRead: {
      text: "Nobody reads {key} here: it counts under {places} only. As it stands it has no effect.",
    },
    executorOnly: {
      text: "The executor reads {key} from the pod's annotations, and metadata.annotations never get there. Here only a mapping for Ambassador follows it. Move it to spec.annotations, which counts for both.",
    },
    misspelt: {
      text: "Seldon reads no annotation {key}; {meant} is probably meant. As it stands it has no effect.",
    },
    equalsSign: {
      text: 'The value has an equals sign, and the executor, which splits each line of the pod\'s annotations at every one, then drops all of them ("Failed to load annotations"). {lost} is lost.',
    },
  },
  check({ deployment, document, report }) {
    const maps = annotationMaps(deployment);
    const inPod = maps.filter(({ place }) => place !== "metadata").flatMap(({ at }) => at.entries());
    const [lost] = inPod.filter(({ name }) => POD_ANNOTATIONS.includes(name));
    for (const { place, at: map } of maps) {
      for (const at of map.entries()) {
        const found = judge(at.name, place);
        if (found) report({ at, range: at.keyRange(), ...found, fixes: [repair(document, deployment, at, found)] });
        const value = at.string() ?? "";
        if (lost && place !== "metadata" && value.includes("=") && !isTemplated(value))
          report({ at, message: "equalsSign", data: { lost: lost.name } });
      }
    }
  },
});

interface Found {
  readonly message: "notRead" | "executorOnly" | "misspelt";
  readonly data: Readonly<Record<string, string>>;
  /** Where it should stand, or under which key. */
  readonly target?: AnnotationPlace;
  readonly meant?: string;
}

const PREFIX = "seldon.io/";

/** The operator turns these into variables of the executor, whatever follows (seldon-facts §6). */
const ENGINE_VARIABLE = "seldon.io/engine-";

function judge(key: string, place: AnnotationPlace): Found | undefined {
  if (!key.startsWith(PREFIX) || OBSOLETE_ANNOTATIONS.has(key)) return undefined;
  const readers = ANNOTATION_READERS.get(key) ?? (key.startsWith(ENGINE_VARIABLE) ? ENGINE_READERS : undefined);
  if (!readers) return misspelt(key);
  if (readers.includes(place)) return undefined;
  const [target = "spec"] = readers;
  if (POD_ANNOTATIONS.includes(key)) return { message: "executorOnly", data: { key }, target };
  const places = readers.map(reader => ANNOTATION_PLACES[reader]).join(l10n.t(" or "));
  return { message: "notRead", data: { key, places }, target };
}

const ENGINE_READERS: readonly AnnotationPlace[] = ["spec"];

function misspelt(key: string): Found | undefined {
  const meant = nearest(key, [...ANNOTATION_READERS.keys()]);
  return meant === undefined ? undefined : { message: "misspelt", data: { key, meant }, meant };
}

function repair(document: YamlDocument, deployment: Deployment, at: Cursor, found: Found): FixProposal | undefined {
  if (found.meant !== undefined)
    return suggestion(l10n.t`Rename to ${found.meant}`, renameKey(document, at, found.meant));
  const target = found.target && targetMap(deployment, at, found.target);
  if (!target) return undefined;
  return suggestion(l10n.t`Move it to ${ANNOTATION_PLACES[found.target ?? "spec"]}`, move(document, at, target));
}

/** The one map that is meant; undefined where there are several predictors to choose from. */
function targetMap(deployment: Deployment, at: Cursor, place: AnnotationPlace): Cursor | undefined {
  if (place === "spec") return deployment.spec.key("annotations");
  const above = deployment.predictors.find(({ at: predictor }) => isBelow(at, predictor));
  const [only, other] = deployment.predictors;
  const predictor = above ?? (other ? undefined : only);
  return place === "predictor" ? predictor?.at.key("annotations") : undefined;
}

function isBelow(at: Cursor, above: Cursor): boolean {
  const path = above.path;
  return path.every((step, index) => at.path[index] === step);
}

function move(document: YamlDocument, at: Cursor, target: Cursor): ReturnType<typeof moveEntry> {
  const value = at.string();
  if (target.map) return moveEntry(document, at, target);
  // What holds nothing else goes as a whole.
  const source = at.parent;
  const leaving = source?.entries().length === 1 ? source : at;
  const removal = removeValue(document, leaving);
  const added = value === undefined ? undefined : setValue(document, target, { [at.name]: value }, { after: "name" });
  return removal && added && [...removal, ...added];
}
