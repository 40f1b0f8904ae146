// An rclone.conf below /root is not found by an init container that does not run as root (S04).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type FixProposal } from "../../lint/rule.ts";
import { INITIALIZER_USER, type Container } from "../../model/index.ts";
import { setValue, type Cursor, type YamlDocument } from "../../yaml/index.ts";

export const rcloneConfigMount = defineRule({
  id: "rclone-config-mount",
  severity: "warning",
  title: "Disallow an rclone.conf mounted in root's home folder",
  why: `The initializer's image runs as user ${INITIALIZER_USER}, which has no home folder: rclone looks at \`/.rclone.conf\` or \`/config/rclone/rclone.conf\` and says \`Config file "/.rclone.conf" not found - using defaults\`. Every remote is then unknown: \`didn't find section in config file\`.`,
  remedy:
    "Best leave the file out and put the remote's settings as `RCLONE_CONFIG_…` keys into the Secret of `envSecretRefName`: the operator mounts no volume of yours into its own initializer. In an init container of your own, set the variable `RCLONE_CONFIG` to a path that its user can read.",
  failureModes: ["S04"],
  messages: {
    notRead: {
      text: `The rclone.conf of the init container {container} is not read: rclone looks below /root only when it runs as root, and the initializer's image runs as user ${INITIALIZER_USER}. It says “Config file "/.rclone.conf" not found - using defaults”, then "didn't find section in config file". Set the remote by RCLONE_CONFIG_… variables, or point the variable RCLONE_CONFIG to a path outside /root.`,
    },
  },
  check({ deployment, document, report }) {
    const initContainers = deployment.predictors
      .flatMap(({ componentSpecs }) => componentSpecs)
      .flatMap(spec => spec.initContainers);
    for (const container of initContainers) {
      const mount = container.volumeMounts.find(item => isBelowRoot(item.key("mountPath").string()));
      if (!mount || runsAsRoot(container) || isTold(container)) continue;
      const at = mount.key("mountPath");
      report({
        at,
        message: "notRead",
        data: { container: container.name ?? "" },
        fixes: [mountElsewhere(document, container, at)],
      });
    }
  },
});

/** Readable for every user, other than root's home. */
const READABLE_PATH = "/etc/rclone/rclone.conf";

function isBelowRoot(path: string | undefined): boolean {
  return path !== undefined && path.startsWith("/root/") && path.endsWith("rclone.conf");
}

function runsAsRoot({ at, componentSpec }: Container): boolean {
  const own = at.at("securityContext", "runAsUser");
  return (own.isEmpty ? componentSpec.pod.at("securityContext", "runAsUser") : own).integer() === 0;
}

/** rclone goes by a path that it is told, on its command line or by its variable. */
function isTold({ env, words }: Container): boolean {
  return (
    env.some(item => item.key("name").string() === "RCLONE_CONFIG") || words.some(word => /(^|\s)--config\b/.test(word))
  );
}

function mountElsewhere(document: YamlDocument, container: Container, mountPath: Cursor): FixProposal | undefined {
  const variable = { name: "RCLONE_CONFIG", value: READABLE_PATH };
  const moved = setValue(document, mountPath, READABLE_PATH);
  const told = setValue(document, container.at.at("env", container.env.length), variable, { after: "image" });
  return suggestion(
    l10n.t`Mount it at ${READABLE_PATH} and set RCLONE_CONFIG to that path`,
    moved && told && [...moved, ...told],
  );
}
