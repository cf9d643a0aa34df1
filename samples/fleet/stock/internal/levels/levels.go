// Package levels keeps how many of each product every shop has.
package levels

import "sync"

// Store is safe for use by many tills at once.
type Store struct {
	mutex  sync.Mutex
	levels map[string]map[string]int
}

// New makes an empty store.
func New() *Store { return &Store{levels: map[string]map[string]int{}} }

// Apply adds a change. No shop has less than nothing: a till that was away sends sales twice.
func (s *Store) Apply(shop, product string, change int) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.levels[shop] == nil {
		s.levels[shop] = map[string]int{}
	}
	s.levels[shop][product] = max(0, s.levels[shop][product]+change)
}

// All gives the sum over all shops by product.
func (s *Store) All() map[string]int {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	sums := map[string]int{}
	for _, products := range s.levels {
		for product, count := range products {
			sums[product] += count
		}
	}
	return sums
}
