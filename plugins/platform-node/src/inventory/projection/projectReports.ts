import { shortText } from '../../http/UpstreamError';

const KEPT_SEVERITIES = new Set(['CRITICAL', 'HIGH']);

/** A Trivy VulnerabilityReport with the findings that rules ask for; low ones are counted in the summary. */
export function projectVulnerabilityReport(object: any): any {
  const { report } = object;
  if (report === null || typeof report !== 'object') return object;
  const { vulnerabilities } = report;
  return {
    ...object,
    report: {
      artifact: report.artifact,
      registry: report.registry,
      scanner: report.scanner,
      summary: report.summary,
      updateTimestamp: report.updateTimestamp,
      vulnerabilities: Array.isArray(vulnerabilities)
        ? vulnerabilities
            .filter((v: any) => KEPT_SEVERITIES.has(v?.severity))
            .map((v: any) => ({
              vulnerabilityID: v.vulnerabilityID,
              severity: v.severity,
              resource: v.resource,
              installedVersion: v.installedVersion,
              fixedVersion: v.fixedVersion,
              score: v.score,
            }))
        : undefined,
    },
  };
}

/** A Trivy ConfigAuditReport with its failed checks. */
export function projectConfigAuditReport(object: any): any {
  const { report } = object;
  if (report === null || typeof report !== 'object') return object;
  return {
    ...object,
    report: {
      scanner: report.scanner,
      summary: report.summary,
      updateTimestamp: report.updateTimestamp,
      checks: Array.isArray(report.checks)
        ? report.checks
            .filter((check: any) => check?.success !== true)
            .map((check: any) => ({
              checkID: check?.checkID,
              title: check?.title,
              severity: check?.severity,
              success: check?.success,
            }))
        : undefined,
    },
  };
}

/** A PolicyReport with shortened messages. */
export function projectPolicyReport(object: any): any {
  return {
    ...object,
    results: Array.isArray(object.results)
      ? object.results.map((result: any) => ({
          policy: result?.policy,
          rule: result?.rule,
          result: result?.result,
          severity: result?.severity,
          category: result?.category,
          scored: result?.scored,
          source: result?.source,
          timestamp: result?.timestamp,
          message:
            typeof result?.message === 'string'
              ? shortText(result.message)
              : undefined,
          resources: result?.resources,
        }))
      : undefined,
  };
}
