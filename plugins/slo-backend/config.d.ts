export interface Config {
  /** Service level objectives. */
  slo?: {
    /**
     * Directory of the OpenSLO documents in the platform repository.
     * Default: `slos`.
     */
    directory?: string;
    /**
     * Seconds between two rounds of queries to each Prometheus.
     * Default: 30, at least 5.
     */
    refreshSeconds?: number;
    /**
     * Most days of history that are read from Prometheus and kept.
     * Default: 93.
     */
    historyDays?: number;
    /**
     * Share of an objective's window, from 0 to 1, that must be measured before
     * the objective can be shown as met. Default: 0.9.
     */
    coverageFloor?: number;
    /**
     * Share of the error budget, from 0 to 1, below which an objective is shown
     * as at risk. Default: 0.1.
     */
    atRiskShare?: number;
  };
}
