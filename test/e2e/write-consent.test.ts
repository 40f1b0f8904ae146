// The guards around writes to a cluster: contexts that are protected, and a user who wants to look only.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SELDON_DEPLOYMENTS } from "../../client/src/live/index.ts";
import { accessCluster, type ClusterAccess } from "../support/cluster-access.ts";
import { explorerOf, type ExplorerPage } from "../support/explorer-page.ts";
import { startPlaygroundProcess, type PlaygroundProcess } from "../support/playground-process.ts";
import { answerInput } from "../support/quick-input.ts";
import { useSuiteWorkbench, type SuiteWorkbench } from "../support/suite-workbench.ts";

const NAMESPACE = "scoring";
const CONTEXT = "seldon-playground";
const MANIFEST = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: iris
spec:
  predictors:
    - name: main
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: gs://seldon-models/v1.17.1/sklearn/iris
`;

const playground: PlaygroundProcess = await startPlaygroundProcess({ speed: 60 });
let cluster: ClusterAccess;

beforeAll(async () => {
  cluster = await accessCluster(playground.kubeconfig);
  for (const name of ["iris", "wine"]) await cluster.apply(MANIFEST, { namespace: NAMESPACE, name });
});

afterAll(async () => {
  await cluster.close();
  await playground.close();
});

describe("in a protected context", () => {
  const suite = workbenchWith({ "seldon.protectedContexts": ["*PLAY*"] });

  test("a deed needs the context's name, typed in full", async () => {
    const explorer = await shown(suite);
    await explorer.pickFromMenu("Delete…", CONTEXT, NAMESPACE, "iris");
    const widget = suite.window.page.locator(".quick-input-widget:visible", {
      hasText: "Delete SeldonDeployment iris",
    });
    const input = widget.locator("input[type=text]");
    await input.fill("seldon");
    await input.press("Enter");
    await widget.getByText("Not the name yet").waitFor();
    expect(await names()).toContain("iris");
    await answerInput(suite.window.page, "Delete SeldonDeployment iris", CONTEXT);
    await explorer.rowsWhen(rows => !rows.some(({ label }) => label === "iris"));
  });
});

describe("for a user who wants to look only", () => {
  const suite = workbenchWith({ "seldon.readOnly": true });

  test.for(["Delete…", "Restart Pods…", "Scale…"])("%s says why it is not done", async title => {
    const explorer = await shown(suite);
    await explorer.pickFromMenu(title, CONTEXT, NAMESPACE, "wine");
    const told: unknown = expect.stringContaining(
      `"${title.replace("…", "")}" was not done because the setting seldon.readOnly`,
    );
    await expect.poll(() => suite.window.notifications(), { timeout: 30_000 }).toContainEqual(told);
    expect(await names()).toContain("wine");
  });
});

function workbenchWith(settings: Readonly<Record<string, unknown>>): SuiteWorkbench {
  return useSuiteWorkbench({
    files: { "iris.yaml": MANIFEST },
    environment: { KUBECONFIG: playground.kubeconfig },
    settings,
  });
}

async function shown(suite: SuiteWorkbench): Promise<ExplorerPage> {
  const explorer = explorerOf(suite.window);
  await explorer.show();
  await explorer.rowWhen([CONTEXT, NAMESPACE, "wine"]);
  return explorer;
}

async function names(): Promise<string[]> {
  const { items } = await cluster.session.list(SELDON_DEPLOYMENTS, { namespace: NAMESPACE });
  return items.map(({ metadata }) => metadata.name);
}
