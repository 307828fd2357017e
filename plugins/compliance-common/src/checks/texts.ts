import type { LocalText } from '../text';

/** What a check says about itself. */
export interface CheckTexts {
  title: LocalText;
  /** What a pass says, in one sentence. */
  description: LocalText;
  /** What even a pass does not show. */
  doesNotProve: LocalText;
  /** How to mend a failure, in one or two sentences. */
  remediation: LocalText;
}

/** Texts of the Pod Security checks. */
export function podSecurityTexts(
  level: 'baseline' | 'restricted',
  version: string,
): CheckTexts {
  return {
    title: {
      en: `Pod Security Standards, ${level}`,
      zh: `Pod 安全标准（${level}）`,
    },
    description: {
      en: `Every workload, and every pod that runs, is allowed by level ${level} of the Pod Security Standards ${version}.`,
      zh: `每个工作负载以及每个正在运行的 Pod 都符合 Pod 安全标准 ${version} 的 ${level} 级别。`,
    },
    doesNotProve: {
      en: 'What a container does within the limits it was given, and what the admission of the cluster would let in next.',
      zh: '容器在其受限范围内的行为，以及集群准入接下来会放行的内容。',
    },
    remediation:
      level === 'baseline'
        ? {
            en: 'Remove the named field from the pod template: nothing Chat2SQL runs needs the node.',
            zh: '从 Pod 模板中移除所列字段：Chat2SQL 运行的任何组件都不需要访问节点。',
          }
        : {
            en: 'Set the named field in the pod template: runAsNonRoot true, seccompProfile RuntimeDefault, allowPrivilegeEscalation false, capabilities drop ALL.',
            zh: '在 Pod 模板中设置所列字段：runAsNonRoot 为 true，seccompProfile 为 RuntimeDefault，allowPrivilegeEscalation 为 false，capabilities 丢弃 ALL。',
          },
  };
}

/** Texts of the other checks. */
export const CHECK_TEXTS = {
  'PSA-L': {
    title: {
      en: 'Admission refuses unsafe pods',
      zh: '准入拒绝不安全的 Pod',
    },
    description: {
      en: 'The namespace is labelled so that Pod Security admission enforces level restricted in a current version, and the pods that run meet it.',
      zh: '命名空间的标签使 Pod 安全准入以当前版本强制执行 restricted 级别，且正在运行的 Pod 符合该级别。',
    },
    doesNotProve: {
      en: 'Exemptions of users, runtime classes and namespaces, which lie in a file of the API server.',
      zh: '用户、运行时类和命名空间的豁免，它们位于 API 服务器的配置文件中。',
    },
    remediation: {
      en: 'Set pod-security.kubernetes.io/enforce and enforce-version on the namespace in the platform repository.',
      zh: '在平台仓库中为命名空间设置 pod-security.kubernetes.io/enforce 和 enforce-version。',
    },
  },
  'NP-DENY': {
    title: { en: 'Network denied by default', zh: '默认拒绝网络流量' },
    description: {
      en: 'NetworkPolicies deny ingress and egress of all pods of the namespace by default, no rule undoes it, and a network plugin enforces it.',
      zh: 'NetworkPolicy 默认拒绝命名空间内所有 Pod 的入站和出站流量，没有规则将其抵消，且由网络插件强制执行。',
    },
    doesNotProve: {
      en: 'That the flows which are allowed are the intended ones, and policies of other engines (Cilium, AdminNetworkPolicy).',
      zh: '被允许的流量是否符合预期，以及其他引擎（Cilium、AdminNetworkPolicy）的策略。',
    },
    remediation: {
      en: 'Keep the NetworkPolicy default-deny of the base in the environment, and name each needed flow in a policy of its own.',
      zh: '在环境中保留基础配置的 default-deny 策略，并为每条需要的流量单独编写策略。',
    },
  },
  'SA-TOK': {
    title: {
      en: 'Service account tokens only where needed',
      zh: '仅在需要时挂载服务账户令牌',
    },
    description: {
      en: 'No workload mounts a token of its service account unless a role binding names that account.',
      zh: '除非角色绑定指定了该服务账户，否则没有工作负载挂载其令牌。',
    },
    doesNotProve: {
      en: 'That the rights of a bound account are as small as can be.',
      zh: '已绑定账户的权限是否最小化。',
    },
    remediation: {
      en: 'Set automountServiceAccountToken: false on the pod template and on the service account.',
      zh: '在 Pod 模板和服务账户上设置 automountServiceAccountToken: false。',
    },
  },
  'SA-DEF': {
    title: {
      en: 'Default service account without rights',
      zh: '默认服务账户没有权限',
    },
    description: {
      en: 'The default service account mounts no token, is named by no binding and runs no workload.',
      zh: '默认服务账户不挂载令牌，不被任何绑定引用，也不运行任何工作负载。',
    },
    doesNotProve: {
      en: 'What other service accounts may do.',
      zh: '其他服务账户的权限。',
    },
    remediation: {
      en: 'Set automountServiceAccountToken: false on the default service account, and give each workload an account of its own.',
      zh: '在默认服务账户上设置 automountServiceAccountToken: false，并为每个工作负载分配独立的账户。',
    },
  },
  'IMG-DIG': {
    title: { en: 'Images pinned by digest', zh: '镜像以摘要固定' },
    description: {
      en: 'Every image of every workload is named with @sha256 and its 64 digits.',
      zh: '每个工作负载的每个镜像都带有 @sha256 及其 64 位摘要。',
    },
    doesNotProve: {
      en: 'Who built the image, and what is in it.',
      zh: '镜像由谁构建，以及其中的内容。',
    },
    remediation: {
      en: 'Write the digest behind the tag in the kustomization of the environment; the pull request that raises a version sets both.',
      zh: '在环境的 kustomization 中于标签后写明摘要；升级版本的合并请求会同时设置两者。',
    },
  },
  RES: {
    title: { en: 'Requests and limits set', zh: '已设置资源请求和限制' },
    description: {
      en: 'Every container requests CPU and memory and has a memory and a CPU limit, in the pods that run or, where none runs, in the template.',
      zh: '每个容器都设置了 CPU 和内存的请求与限制；以正在运行的 Pod 为准，没有 Pod 运行时以模板为准。',
    },
    doesNotProve: {
      en: 'That the amounts fit what the workload needs.',
      zh: '配额是否符合工作负载的实际需要。',
    },
    remediation: {
      en: 'Set resources.requests and resources.limits of the named container.',
      zh: '为所列容器设置 resources.requests 和 resources.limits。',
    },
  },
} as const satisfies Record<string, CheckTexts>;
