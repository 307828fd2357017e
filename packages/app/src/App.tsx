import { createApp } from '@backstage/frontend-defaults';
import { homePlugin } from './modules/home';
import { layoutModule } from './modules/layout';
import { navModule } from './modules/nav';
import { notificationsModule } from './modules/notifications';
import { signInModule } from './modules/signIn';
import { techdocsModule } from './modules/techdocs';
import { themeModule } from './modules/theme';
import { translationsModule } from './modules/translations';

/** The app. All other plugins are found in package.json (`app.packages: all`). */
export default createApp({
  features: [
    homePlugin,
    layoutModule,
    navModule,
    notificationsModule,
    signInModule,
    techdocsModule,
    themeModule,
    translationsModule,
  ],
});
