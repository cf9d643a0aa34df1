// Package feed reads what the tills send.
package feed

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/text/language"
)

// Change is how many came (or went, below zero) of a product in a shop.
type Change struct {
	Shop    string `json:"shop"`
	Product string `json:"product"`
	Count   int    `json:"count"`
	Locale  string `json:"locale"`
}

// Parse reads one message.
func Parse(message []byte) (Change, error) {
	var change Change
	if err := json.Unmarshal(message, &change); err != nil {
		return change, fmt.Errorf("no message: %w", err)
	}
	switch {
	case change.Shop == "":
		return change, errors.New("a message without a shop")
	case change.Product == "":
		return change, errors.New("a message without a product")
	case change.Count == 0:
		return change, errors.New("a message about nothing")
	case change.Count > 10000 || change.Count < -10000:
		return change, fmt.Errorf("%d of one product at once", change.Count)
	}
	if change.Locale != "" {
		if _, err := language.Parse(change.Locale); err != nil {
			return change, fmt.Errorf("locale: %w", err)
		}
	}
	change.Product = strings.ToLower(strings.TrimSpace(change.Product))
	return change, nil
}
