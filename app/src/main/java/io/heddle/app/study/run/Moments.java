package io.heddle.app.study.run;

import java.io.IOException;

/**
 * What is done just before and just after a load, while its clients are connected but send nothing:
 * counters of the server then show the load without the connecting.
 */
interface Moments {
  /** Nothing. */
  Moments NONE =
      new Moments() {
        @Override
        public void connected(int clients) {}

        @Override
        public void loaded() {}
      };

  /** This many clients are connected; the server may not have accepted all of them yet. */
  void connected(int clients) throws IOException, MeasurementException, InterruptedException;

  /** The last response has come, or the last request has failed. */
  void loaded() throws IOException, MeasurementException, InterruptedException;
}
