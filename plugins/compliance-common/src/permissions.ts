import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of compliance results in permission decisions; refs are environment ids. */
export const RESOURCE_TYPE_COMPLIANCE_RESULT = 'compliance-result';

/** See the results of checks and the scorecards made from them. */
export const complianceResultReadPermission = createPermission({
  name: 'compliance.result.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_COMPLIANCE_RESULT,
});

/** See the evidence objects behind a result. */
export const complianceEvidenceReadPermission = createPermission({
  name: 'compliance.evidence.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_COMPLIANCE_RESULT,
});

/** All permissions of the compliance plugin. */
export const compliancePermissions = [
  complianceResultReadPermission,
  complianceEvidenceReadPermission,
];
