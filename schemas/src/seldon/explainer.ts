// The explainer of a predictor: a deployment of its own that explains the predictor's answers (seldon-facts §1.5, §1.6).
import * as z from "zod";
import { Container } from "../kube/pod-spec.ts";
import { suggested } from "../suggested.ts";
import { Endpoint } from "./predictive-unit.ts";

export const Explainer = z
  .object({
    type: suggested({
      AnchorTabular: "Anchors for tables. Works under every protocol.",
      AnchorImages: "Anchors for images. Works under every protocol.",
      AnchorText: "Anchors for text. Works under every protocol.",
      KernelShap: "Kernel SHAP. Works under every protocol.",
      IntegratedGradients: "Integrated gradients of a Keras model. Works under every protocol.",
      TreeShap: "Tree SHAP. Under protocol seldon or tensorflow only.",
      ALE: "Accumulated local effects. Under protocol seldon or tensorflow only.",
      Counterfactuals: "Named by the CRD, but no image of 1.17.1 knows it.",
      Contrastive: "Named by the CRD, but no image of 1.17.1 knows it.",
    })
      .optional()
      .meta({ title: "Type", description: "Method of explanation. Without it the whole `explainer` is ignored." }),
    modelUri: z
      .string()
      .optional()
      .meta({ title: "Model URI", description: "Folder of the saved explainer, downloaded like a unit's `modelUri`." }),
    envSecretRefName: z.string().optional().meta({
      title: "Secret for the store",
      description: "Secret with the rclone configuration for the download. The graph unit's is not used here.",
    }),
    serviceAccountName: z
      .string()
      .optional()
      .meta({ title: "Service account", description: "Service account of the explainer's pod." }),
    storageInitializerImage: z.string().optional().meta({
      title: "Initializer image",
      description: "Image that downloads the explainer in place of the operator's.",
    }),
    replicas: z.int32().optional().meta({
      title: "Replicas",
      description: "Number of explainer pods. 0 if the predictor has 0. Default: 1.",
    }),
    containerSpec: Container.optional().meta({
      title: "Container spec",
      description: "Container of the explainer. Image, name and arguments are filled in where they are absent.",
    }),
    endpoint: Endpoint.optional().meta({
      title: "Endpoint",
      description: "Port of the explainer: `service_port`, 9000 by default.",
    }),
    config: z.record(z.string(), z.string()).optional().meta({
      title: "Settings",
      description: "Arguments for the explainer of protocol seldon or tensorflow. Values are strings.",
    }),
    initParameters: z.string().optional().meta({
      title: "Init parameters",
      description: "Parameters for the explainer under protocol v2, as one string of JSON.",
    }),
  })
  .meta({
    id: "Explainer",
    title: "Explainer",
    description: "Explains the answers of this predictor, in a deployment and under a path of its own.",
  });
