import type { PropsWithChildren } from 'react';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { ThemeBlueprint } from '@backstage/plugin-app-react';
import { UnifiedThemeProvider } from '@backstage/theme';
import DarkIcon from '@material-ui/icons/Brightness2';
import LightIcon from '@material-ui/icons/WbSunny';
import { createPortalTheme } from './themes';

function providerOf(mode: 'light' | 'dark') {
  const theme = createPortalTheme(mode);
  return function PortalTheme(props: PropsWithChildren<{}>) {
    return (
      <UnifiedThemeProvider theme={theme} themeName="chat2sql">
        {props.children}
      </UnifiedThemeProvider>
    );
  };
}

/** Replaces the built-in light and dark themes; their names decide. */
export const themeModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    ThemeBlueprint.make({
      name: 'light',
      params: {
        theme: {
          id: 'light',
          title: 'Light',
          variant: 'light',
          icon: <LightIcon />,
          Provider: providerOf('light'),
        },
      },
    }),
    ThemeBlueprint.make({
      name: 'dark',
      params: {
        theme: {
          id: 'dark',
          title: 'Dark',
          variant: 'dark',
          icon: <DarkIcon />,
          Provider: providerOf('dark'),
        },
      },
    }),
  ],
});
