export interface Config {
  permission?: {
    portal?: {
      /**
       * Groups of each role, as entity refs (`group:default/sre`). A user has the
       * rights of every role of their groups; who is in none of them is denied
       * everything.
       */
      roles?: {
        viewer?: string[];
        developer?: string[];
        sre?: string[];
        auditor?: string[];
        admin?: string[];
      };
    };
  };
}
