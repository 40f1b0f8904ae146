// What RBAC lets us do in a namespace, asked once and remembered: for actions that are shown greyed out instead of failing.
import { isKubeError, type ClusterSession } from "../kube/port.ts";

/** Everything that rows of the explorer can ask of a cluster. */
const ACTIONS = {
  delete: { verb: "delete", group: "machinelearning.seldon.io", resource: "seldondeployments" },
  scale: {
    verb: "patch",
    group: "machinelearning.seldon.io",
    resource: "seldondeployments",
    subresource: "scale",
  },
  shift: { verb: "patch", group: "machinelearning.seldon.io", resource: "seldondeployments" },
  restart: { verb: "patch", group: "apps", resource: "deployments" },
  logs: { verb: "get", group: "", resource: "pods", subresource: "log" },
  forward: { verb: "create", group: "", resource: "pods", subresource: "portforward" },
} as const;

export type ClusterAction = keyof typeof ACTIONS;

export class Access {
  readonly #session: ClusterSession;
  readonly #onAnswer: () => void;
  readonly #denied = new Map<string, readonly ClusterAction[]>();

  constructor(session: ClusterSession, onAnswer: () => void) {
    this.#session = session;
    this.#onAnswer = onAnswer;
  }

  /** Actions that are known to be refused. Before the answer nothing is: the API server has the last word anyway. */
  denied(namespace: string): readonly ClusterAction[] {
    const known = this.#denied.get(namespace);
    if (known) return known;
    this.#denied.set(namespace, []);
    void this.#ask(namespace);
    return [];
  }

  /** Rights may have changed: they are asked for anew when they are next looked at. */
  forget(): void {
    this.#denied.clear();
  }

  async #ask(namespace: string): Promise<void> {
    const answers = await Promise.all(
      Object.entries(ACTIONS).map(async ([action, question]) => {
        const isAllowed = await this.#isAllowed({ ...question, namespace });
        return isAllowed ? [] : [action];
      }),
    );
    const denied = answers.flat().filter(isClusterAction);
    if (denied.length === 0) return;
    this.#denied.set(namespace, denied);
    this.#onAnswer();
  }

  async #isAllowed(question: Parameters<ClusterSession["mayI"]>[0]): Promise<boolean> {
    try {
      return (await this.#session.mayI(question)).isAllowed;
    } catch (error) {
      if (isKubeError(error)) return true;
      throw error;
    }
  }
}

function isClusterAction(name: string): name is ClusterAction {
  return name in ACTIONS;
}
