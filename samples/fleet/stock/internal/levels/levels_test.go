package levels

import "testing"

func TestSumsOverShops(t *testing.T) {
	store := New()
	store.Apply("Emden", "lamp", 3)
	store.Apply("Harlingen", "lamp", 2)
	if got := store.All()["lamp"]; got != 5 {
		t.Errorf("lamps: %d, want 5", got)
	}
}

func TestNoShopHasLessThanNothing(t *testing.T) {
	store := New()
	store.Apply("Emden", "lamp", 1)
	store.Apply("Emden", "lamp", -2)
	if got := store.All()["lamp"]; got != 0 {
		t.Errorf("lamps: %d, want 0", got)
	}
}
