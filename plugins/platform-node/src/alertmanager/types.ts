import type { SourceState } from '@chat2sql/plugin-platform-common';

/** An alert as Alertmanager holds it. Texts come from outside: show them as plain text. */
export interface AlertmanagerAlert {
  /** Stable id of the label set. */
  fingerprint: string;
  /** Label `alertname`. */
  name: string;
  /** `suppressed` when silenced or inhibited; `unprocessed` just after arrival. */
  state: 'active' | 'suppressed' | 'unprocessed';
  /** RFC 3339. */
  startsAt: string;
  endsAt: string;
  updatedAt: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  /** Ids of silences that suppress it. */
  silencedBy: string[];
  /** Fingerprints of alerts that inhibit it. */
  inhibitedBy: string[];
  /** Names of the receivers it is routed to. */
  receivers: string[];
}

/** Client of the Alertmanager named in config; limits as for Prometheus. */
export interface AlertmanagerClient {
  /**
   * Alerts that Alertmanager holds now, suppressed ones included.
   *
   * @throws UpstreamError naming the cause
   */
  alerts(options?: { signal?: AbortSignal }): Promise<AlertmanagerAlert[]>;
  state(): SourceState;
}

/** Access to Alertmanager, which is optional. */
export interface Alertmanager {
  /** The client, or undefined when `platform.alertmanager` is not configured. */
  client(): AlertmanagerClient | undefined;
}
