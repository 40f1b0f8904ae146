// An image without a fixed tag is another one tomorrow; snapshots of Seldon's images vanish or do not fit the operator (S22).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type FixProposal } from "../../lint/rule.ts";
import {
  parseImageReference,
  RELEASE_REPOSITORIES,
  type Deployment,
  type ImageReference,
  type SeldonFacts,
} from "../../model/index.ts";
import { setValue, type Cursor, type YamlDocument } from "../../yaml/index.ts";

export const imageTag = defineRule({
  id: "image-tag",
  severity: "hint",
  title: "Prefer image tags that stay what they are",
  why: "Without a tag, with `latest`, or with a `-dev` or `SNAPSHOT` tag, what runs depends on when a node pulled the image: two pods of one deployment may differ, a restart may bring another version, and old snapshots are deleted from the registry (`ErrImagePull`). Seldon's own servers also have to fit the operator's release: a fix that is in git is not in an image of another version.",
  remedy:
    "Name a released version or a digest. For Seldon's servers use the operator's release, or leave `image` out: the operator then fills in its own.",
  failureModes: ["S22"],
  messages: {
    floating: {
      text: "{image} has no fixed version ({reason}): what runs depends on when each node pulled it, and a restart may bring another one. Name a version or a digest.",
    },
    snapshot: {
      text: "The tag {tag} names a development build, which may change under the same name or vanish from the registry (ErrImagePull). Name a released version or a digest.",
    },
    seldonSnapshot: {
      text: "{image} is a development build of one of Seldon's own images: it may vanish from the registry (ErrImagePull) and need not fit the operator. Use the operator's release, such as {version}.",
      severity: "warning",
    },
    otherRelease: {
      text: "{image} is of another release than the {version} this manifest is checked for: what the two expect of each other may differ. Use the operator's release, or set seldonVersion to the one you run.",
    },
  },
  check({ deployment, document, seldon, report }) {
    for (const at of imagesOf(deployment)) {
      const image = at.string() ?? "";
      const reference = parseImageReference(image);
      if (!reference || reference.digest !== undefined || isLocal(reference)) continue;
      const message = judge(reference, seldon);
      if (message === undefined) continue;
      const { tag } = reference;
      const data = {
        image,
        tag: tag ?? "",
        version: seldon.version,
        reason: tag ?? l10n.t("no tag means latest"),
      };
      report({ at, message, data, fixes: [pin(document, at, reference, seldon)] });
    }
  },
});

/** Images that nothing has to be pulled for say nothing about a registry. */
function imagesOf(deployment: Deployment): readonly Cursor[] {
  const images: Cursor[] = [];
  for (const predictor of deployment.predictors) {
    const containers = predictor.componentSpecs.flatMap(spec =>
      [...spec.containers, ...spec.initContainers].map(container => container.at),
    );
    for (const container of [...containers, predictor.explainer.key("containerSpec")]) {
      if (container.key("imagePullPolicy").string() !== "Never") images.push(container.key("image"));
    }
    for (const unit of predictor.units) images.push(unit.at.key("storageInitializerImage"));
  }
  return images;
}

/** A registry whose host has no dot, or a name reserved for local use, is one on a developer's machine. */
function isLocal({ registry }: ImageReference): boolean {
  if (registry === undefined) return false;
  const host = registry.replace(/:\d+$/, "");
  return !host.includes(".") || host === "127.0.0.1" || /\.(local|localhost|internal)$/.test(host);
}

function judge(
  reference: ImageReference,
  seldon: SeldonFacts,
): "floating" | "snapshot" | "seldonSnapshot" | "otherRelease" | undefined {
  const { tag } = reference;
  if (tag === undefined || tag === "latest") return "floating";
  const isRelease = isReleaseImage(reference);
  if (/-dev$|snapshot/i.test(tag)) return isRelease ? "seldonSnapshot" : "snapshot";
  const minor = /^(1\.\d+)\.\d+$/.exec(tag)?.[1];
  return isRelease && minor !== undefined && minor !== seldon.minor ? "otherRelease" : undefined;
}

function isReleaseImage({ registry, repository }: ImageReference): boolean {
  return registry === undefined && RELEASE_REPOSITORIES.includes(repository);
}

/** Only for images known to be published with the release's number. */
function pin(
  document: YamlDocument,
  at: Cursor,
  reference: ImageReference,
  seldon: SeldonFacts,
): FixProposal | undefined {
  if (!isReleaseImage(reference)) return undefined;
  return suggestion(l10n.t`Pin to ${seldon.version}`, setValue(document, at, `${reference.name}:${seldon.version}`));
}
