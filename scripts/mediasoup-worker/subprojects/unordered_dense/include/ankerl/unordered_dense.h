#pragma once
// The part of ankerl::unordered_dense that the worker uses has the interface of the standard containers.
#include <functional>
#include <unordered_map>
#include <unordered_set>

namespace ankerl::unordered_dense
{
	template<class Key>
	using hash = std::hash<Key>;

	template<class Key, class Value, class Hash = hash<Key>>
	using map = std::unordered_map<Key, Value, Hash>;

	template<class Key, class Hash = hash<Key>>
	using set = std::unordered_set<Key, Hash>;
} // namespace ankerl::unordered_dense
