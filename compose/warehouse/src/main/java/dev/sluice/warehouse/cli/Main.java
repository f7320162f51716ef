package dev.sluice.warehouse.cli;

/** The {@code sluice} command with the warehouse, which needs libraries that nothing else needs. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(dev.sluice.app.Main.execute(new WarehouseCommand(), arguments));
    }
}
