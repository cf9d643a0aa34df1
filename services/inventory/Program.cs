using Cortex.Inventory;
using Cortex.Workers.Serving;

return await ServiceProgram.RunAsync(args, InventoryMaster.Types, () => [new InventoryModule()]);
