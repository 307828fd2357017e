import { makeStyles } from '@material-ui/core/styles';
import { tokensOf } from '../tokens/tokens';

const useStyles = makeStyles(
  theme => ({
    '@keyframes appear': { from: { opacity: 0 }, to: { opacity: 1 } },
    root: {
      display: 'block',
      borderRadius: theme.shape.borderRadius,
      background: tokensOf(theme).tones.unknown.tint,
      // The space is there at once, the grey only after 300 ms: short waits stay calm.
      opacity: 0,
      animation: '$appear 1ms linear 300ms forwards',
    },
  }),
  { name: 'Chat2SqlSkeleton' },
);

/**
 * A grey block that keeps the place of something still loading. Decorative:
 * the surrounding StateView tells assistive technology that it loads.
 *
 * @param props - sizes in pixels or CSS lengths
 */
export function Skeleton(props: {
  height?: number | string;
  width?: number | string;
}) {
  const classes = useStyles();
  const { height = 20, width = '100%' } = props;
  return (
    <span aria-hidden className={classes.root} style={{ height, width }} />
  );
}
