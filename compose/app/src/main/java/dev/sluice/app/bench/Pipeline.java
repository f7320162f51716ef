package dev.sluice.app.bench;

/** Something that takes numbered requests and brings them back; who opens it hears of each. */
interface Pipeline extends AutoCloseable {

    /** Does not wait. */
    void send(int number);

    @Override
    void close();
}
