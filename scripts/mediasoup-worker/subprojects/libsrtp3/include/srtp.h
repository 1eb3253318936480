#pragma once
/*
 * The calls of libsrtp 3 that mediasoup-worker makes, put on libsrtp 2.
 *
 * Two things differ. libsrtp 3 has an opaque policy, filled by setters; libsrtp 2 has an open struct: SrtpPolicy
 * below owns one with room for its key. And libsrtp 3 reads from one buffer and writes to another, while libsrtp 2
 * works in place: InPlace() copies first, then works on the copy.
 */
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>

// The two libraries use the name srtp_policy_t for different things.
#define srtp_policy_t srtp2_policy_t
#include <srtp2/srtp.h>
#undef srtp_policy_t

// Error codes that only libsrtp 3 has; libsrtp 2's end at 27.
constexpr srtp_err_status_t srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(28);
constexpr srtp_err_status_t srtp_err_status_cryptex_err  = static_cast<srtp_err_status_t>(29);

struct SrtpPolicy
{
	srtp2_policy_t inner{};
	uint8_t key[SRTP_MAX_KEY_LEN]{};
};

using srtp_policy_t = SrtpPolicy*;

inline srtp_err_status_t srtp_policy_create(srtp_policy_t* created)
{
	auto* policy = new (std::nothrow) SrtpPolicy();

	if (!policy)
	{
		return srtp_err_status_alloc_fail;
	}

	policy->inner.key = policy->key;
	*created          = policy;

	return srtp_err_status_ok;
}

inline void srtp_policy_destroy(srtp_policy_t policy)
{
	delete policy;
}

inline srtp_err_status_t srtp_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc)
{
	policy->inner.ssrc = ssrc;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile)
{
	const auto rtp = srtp_crypto_policy_set_from_profile_for_rtp(&policy->inner.rtp, profile);

	if (rtp != srtp_err_status_ok)
	{
		return rtp;
	}

	return srtp_crypto_policy_set_from_profile_for_rtcp(&policy->inner.rtcp, profile);
}

// libsrtp 2 takes the master key followed by the salt in one array.
inline srtp_err_status_t srtp_policy_add_key(
  srtp_policy_t policy,
  const uint8_t* key,
  size_t keyLen,
  const uint8_t* salt,
  size_t saltLen,
  const uint8_t* /*mki*/,
  size_t /*mkiLen*/)
{
	if (keyLen > sizeof(policy->key) || saltLen > sizeof(policy->key) - keyLen)
	{
		return srtp_err_status_bad_param;
	}

	std::memcpy(policy->key, key, keyLen);
	std::memcpy(policy->key + keyLen, salt, saltLen);

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp_policy_t policy, bool allow)
{
	policy->inner.allow_repeat_tx = allow ? 1 : 0;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(srtp_policy_t policy, size_t size)
{
	policy->inner.window_size = static_cast<unsigned long>(size);

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_create(srtp_t* session, srtp_policy_t policy)
{
	return srtp_create(session, &policy->inner);
}

inline srtp_err_status_t srtp_stream_remove(srtp_t session, uint32_t ssrc)
{
	return srtp_remove_stream(session, ssrc);
}

namespace srtp3_on_2
{
	using Transform = srtp_err_status_t (*)(srtp_t, void*, int*);

	// `growth` is the most that the transform may add to the packet.
	inline srtp_err_status_t InPlace(
	  Transform transform, size_t growth, srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen)
	{
		if (*outLen < inLen + growth)
		{
			return srtp_err_status_buffer_small;
		}

		if (out != in)
		{
			std::memcpy(out, in, inLen);
		}

		int len           = static_cast<int>(inLen);
		const auto status = transform(session, out, &len);

		if (status == srtp_err_status_ok)
		{
			*outLen = static_cast<size_t>(len);
		}

		return status;
	}
} // namespace srtp3_on_2

inline srtp_err_status_t srtp_protect(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t /*mkiIndex*/)
{
	const srtp3_on_2::Transform transform = srtp_protect;

	return srtp3_on_2::InPlace(transform, SRTP_MAX_TRAILER_LEN, session, in, inLen, out, outLen);
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen)
{
	const srtp3_on_2::Transform transform = srtp_unprotect;

	return srtp3_on_2::InPlace(transform, 0, session, in, inLen, out, outLen);
}

// SRTCP also appends its 4-octet index (RFC 3711 §3.4).
inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t /*mkiIndex*/)
{
	const srtp3_on_2::Transform transform = srtp_protect_rtcp;

	return srtp3_on_2::InPlace(transform, SRTP_MAX_TRAILER_LEN + 4, session, in, inLen, out, outLen);
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen)
{
	const srtp3_on_2::Transform transform = srtp_unprotect_rtcp;

	return srtp3_on_2::InPlace(transform, 0, session, in, inLen, out, outLen);
}
