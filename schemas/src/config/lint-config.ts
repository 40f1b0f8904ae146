// The contract of `.seldonlint.yaml`, which the command line and the language server read alike. The reader is in
// server/src/core/config, since programs that have to start fast do without zod; a test holds the two against each other.
import * as z from "zod";
import { SEVERITIES } from "../lint/severity.ts";

const RuleLevel = z.enum(["off", ...SEVERITIES]);

const name = z.string().min(1);
const globs = z.array(name);

const ClusterServer = z
  .strictObject({
    parameters: z
      .array(name)
      .nullish()
      .describe(
        "Names that `parameters` of a unit with this server may have. Nothing is checked where they are absent.",
      ),
    protocols: z
      .array(z.enum(["seldon", "tensorflow", "v2", "kfserving"]))
      .nullish()
      .describe("Protocols that the server has an image for. All of them where they are absent."),
  })
  .meta({ id: "ClusterServer", title: "Server" });

export const LintConfigFile = z
  .strictObject({
    // `1.17` without quotes is a number to YAML.
    seldonVersion: z
      .union([z.string().regex(/^v?1\.\d+(\.\d+)?$/), z.number()])
      .nullish()
      .meta({
        title: "Seldon version",
        description:
          "The Seldon Core version that the manifests are meant for, such as `1.17.1`. A comment `# seldon-version: 1.15` in a document and the flag `--seldon-version` go before it, the editor's setting `seldon.version` after it.",
      }),
    kubernetesVersion: z
      .union([z.string().regex(/^v?1\.\d+(\.\d+)?$/), z.number().gt(1).lt(2)])
      .nullish()
      .meta({
        title: "Kubernetes version",
        description: "The Kubernetes version of the cluster, such as `1.31`. No rule depends on it so far.",
      }),
    rules: z.record(z.string(), RuleLevel).nullish().meta({
      title: "Rules",
      description:
        "Severity per rule, for rules that are to be reported otherwise than by default. `off` switches a rule off.",
    }),
    ignore: globs.nullish().meta({
      title: "Ignored files",
      description:
        "Files in which nothing is reported, as globs from the folder of this file on: `*` and `?` within a name, `**` for any folders, `[abc]` and `{a,b}`. A pattern without a slash stands for the name in every folder; one that fits a folder stands for all in it.",
    }),
    templates: globs.nullish().meta({
      title: "Template files",
      description:
        "Files that become YAML only after rendering, as globs like those of `ignore`. Their syntax is not judged, and neither is what the template engine may fill in. `*.j2`, `*.tpl` and all below a folder `templates` count as such by themselves.",
    }),
    servers: z
      .union([z.array(name), z.record(name, ClusterServer.nullable())])
      .nullish()
      .meta({
        title: "Servers of your cluster",
        description:
          "Prepackaged servers that your cluster's `seldon-config` has beside Seldon's own: a list of names, or a mapping from names to what is known of them.",
      }),
  })
  .meta({ title: ".seldonlint.yaml", description: "Configuration of seldon-lint and of the Seldon language server." });
