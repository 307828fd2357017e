import { createFrontendModule } from '@backstage/frontend-plugin-api';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';

/** The stock notifications without their widget for a home page we do not use. */
export const notificationsModule = createFrontendModule({
  pluginId: 'notifications',
  extensions: [
    notificationsPlugin
      .getExtension('home-page-widget:notifications/unread-notifications')
      .override({ disabled: true }),
  ],
});
