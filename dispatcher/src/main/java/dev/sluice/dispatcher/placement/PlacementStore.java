package dev.sluice.dispatcher.placement;

/** What placement needs of a store. Owned by the thread that calls. */
public interface PlacementStore extends PlacementReader {

    void put(byte[] key, byte[] value);

    void delete(byte[] key);
}
