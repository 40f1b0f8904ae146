// Images below `seldonio/` have to be ones that Seldon publishes (S36).
import * as l10n from "@vscode/l10n";
import { defineRule, fix, suggestion, type FixProposal } from "../../lint/rule.ts";
import {
  MISTAKEN_IMAGES,
  nearest,
  parseImageReference,
  PUBLISHED_IMAGES,
  type Deployment,
  type Predictor,
  type SeldonFacts,
} from "../../model/index.ts";
import { removeValue, setValue, type Cursor, type YamlDocument } from "../../yaml/index.ts";

export const seldonImage = defineRule({
  id: "seldon-image",
  severity: "error",
  title: "Disallow seldonio images that do not exist",
  why: "The pod stays in `ErrImagePull` and `ImagePullBackOff`: `pull access denied for seldonio/alibi-explain-server, repository does not exist or may require 'docker login'`. That name is the folder of the source; the image is called `seldonio/alibiexplainer`.",
  remedy:
    "Leave an explainer's image out, since the operator fills in the right one, or use the name under which the image is published.",
  failureModes: ["S36"],
  messages: {
    nonexistent: {
      text: "There is no image {image}; it is published as {published}. The pod stays in ImagePullBackOff: \"pull access denied for {image}, repository does not exist or may require 'docker login'\".",
    },
    unlisted: {
      text: "The image {image} is not among those that Seldon's documentation, charts and samples name. If it does not exist, the pod stays in ImagePullBackOff: \"pull access denied for {image}, repository does not exist or may require 'docker login'\". Check the name.",
      severity: "warning",
    },
  },
  check({ deployment, document, seldon, report }) {
    for (const { at, explainerOf } of images(deployment)) {
      const image = parseImageReference(at.string() ?? "");
      const [owner, name, ...rest] = image?.repository.split("/") ?? [];
      if (!image || image.registry !== undefined || owner !== "seldonio" || name === undefined || rest.length > 0)
        continue;
      if (PUBLISHED_IMAGES.has(name)) continue;
      const meant = Object.hasOwn(MISTAKEN_IMAGES, name) ? MISTAKEN_IMAGES[name] : undefined;
      const data = { image: image.repository, published: `seldonio/${meant ?? name}` };
      if (meant === undefined) report({ at, message: "unlisted", data, fixes: [rename(document, at, name)] });
      else report({ at, message: "nonexistent", data, fixes: replacements(document, at, explainerOf, seldon) });
    }
  },
});

interface ImagePlace {
  readonly at: Cursor;
  /** The predictor whose explainer runs the image. */
  readonly explainerOf?: Predictor;
}

function images(deployment: Deployment): readonly ImagePlace[] {
  return deployment.predictors.flatMap(predictor => [
    ...predictor.componentSpecs
      .flatMap(spec => [...spec.initContainers, ...spec.containers])
      .map(container => ({ at: container.at.key("image") })),
    ...predictor.units.map(unit => ({ at: unit.at.key("storageInitializerImage") })),
    { at: predictor.explainer.at("containerSpec", "image"), explainerOf: predictor },
    { at: predictor.explainer.key("storageInitializerImage") },
  ]);
}

function replacements(
  document: YamlDocument,
  at: Cursor,
  explainerOf: Predictor | undefined,
  seldon: SeldonFacts,
): readonly (FixProposal | undefined)[] {
  if (!explainerOf) return [];
  const { protocol } = explainerOf.deployment;
  const image = protocol === "v2" ? seldon.explainerImages.v2 : seldon.explainerImages.seldon;
  return [
    fix(l10n.t("Remove the image: the operator fills in the right one"), removeValue(document, at)),
    protocol === undefined ? undefined : suggestion(l10n.t`Change to ${image}`, setValue(document, at, image)),
  ];
}

function rename(document: YamlDocument, at: Cursor, name: string): FixProposal | undefined {
  const meant = nearest(name, [...PUBLISHED_IMAGES]);
  if (meant === undefined) return undefined;
  const image = (at.string() ?? "").replace(`seldonio/${name}`, `seldonio/${meant}`);
  return suggestion(l10n.t`Change to ${image}`, setValue(document, at, image));
}
