#include "lens/greedy_allocation.h"

#include <algorithm>

namespace lossylens::lens {
namespace {

constexpr std::size_t measured_at_once = 4;

// A token one level down or up from where it is.
struct Move {
    std::size_t token = 0;
    double price = 0;  // that it saves or costs, above 0
    PromptDamage::Damage damage;
    long measured_at = -1;  // the step
};

class Search {
public:
    Search(const QualityLadder& ladder, PromptDamage& damage, double budget, const std::stop_token& stop)
        : ladder_(ladder), damage_(damage), budget_(budget), stop_(stop) {
        for (std::size_t i = 0; i < ladder.tokens(); ++i) levels_.push_back(ladder.top(i));
    }

    Result<GreedyAllocation> carryOut(const std::function<void(double)>& report) {
        const auto start = measure(levels_);
        if (!start) return tl::unexpected(start.error());
        now_ = *start;
        std::vector<Move> moves = movesOf(-1);
        while (ladder_.price(levels_) > budget_) {
            report(ladder_.price(levels_));
            const auto cheapest = cheapestOf(moves);
            if (!cheapest) return tl::unexpected(cheapest.error());
            if (auto done = take(moves[*cheapest], -1); !done) return tl::unexpected(done.error());
            follow(moves, *cheapest);
        }
        if (auto done = spendTheRest(); !done) return tl::unexpected(done.error());
        report(ladder_.price(levels_));
        return GreedyAllocation{.levels = levels_, .damage = now_};
    }

private:
    Result<PromptDamage::Damage> measure(const QualityLadder::Levels& levels) {
        const PromptDamage::Rows rows = ladder_.rows(levels);
        if (auto set = damage_.setAnchor(rows, stop_); !set) return tl::unexpected(set.error());
        const auto measured = damage_.measure(std::span(&rows, 1), stop_);
        if (!measured) return tl::unexpected(measured.error());
        return measured->front();
    }

    [[nodiscard]] bool canMove(std::size_t token, int by) const {
        const int level = levels_[token] + by;
        return level >= 0 && level <= ladder_.top(token);
    }
    [[nodiscard]] double priceOf(std::size_t token, int by) const {
        return by * (ladder_.at(token, levels_[token] + by).price - ladder_.at(token, levels_[token]).price);
    }

    [[nodiscard]] std::vector<Move> movesOf(int by) const {
        std::vector<Move> moves;
        for (std::size_t i = 0; i < levels_.size(); ++i) {
            if (canMove(i, by)) moves.push_back({.token = i, .price = priceOf(i, by), .damage = {}});
        }
        return moves;
    }

    // What a move down costs a unit it saves.
    [[nodiscard]] double rate(const Move& move) const { return (move.damage.kl - now_.kl) / move.price; }

    Result<void> measureMoves(std::vector<Move>& moves, const std::vector<std::size_t>& which, int by) {
        std::vector<PromptDamage::Rows> variants;
        for (const std::size_t m : which) {
            QualityLadder::Levels levels = levels_;
            levels[moves[m].token] += by;
            variants.push_back(ladder_.rows(levels));
        }
        const auto measured = damage_.measure(variants, stop_);
        if (!measured) return tl::unexpected(measured.error());
        for (std::size_t i = 0; i < which.size(); ++i) {
            moves[which[i]].damage = (*measured)[i];
            moves[which[i]].measured_at = step_;
        }
        return {};
    }

    // The cheapest move, which has been measured at this step.
    Result<std::size_t> cheapestOf(std::vector<Move>& moves) {
        std::vector<std::size_t> order(moves.size());
        while (true) {
            for (std::size_t m = 0; m < order.size(); ++m) order[m] = m;
            // What was never measured comes first; ties to the first token.
            std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
                const bool new_a = moves[a].measured_at < 0, new_b = moves[b].measured_at < 0;
                if (new_a != new_b) return new_a;
                return !new_a && rate(moves[a]) < rate(moves[b]);
            });
            if (moves[order.front()].measured_at == step_) return order.front();
            std::vector<std::size_t> stale;
            for (const std::size_t m : order) {
                const bool unknown = moves[m].measured_at < 0;
                if (moves[m].measured_at != step_ && (unknown || stale.size() < measured_at_once))
                    stale.push_back(m);
            }
            if (auto done = measureMoves(moves, stale, -1); !done) return tl::unexpected(done.error());
        }
    }

    Result<void> take(const Move& move, int by) {
        levels_[move.token] += by;
        now_ = move.damage;
        ++step_;
        return damage_.setAnchor(ladder_.rows(levels_), stop_);
    }

    // After a move the token has another one below, or none.
    void follow(std::vector<Move>& moves, std::size_t taken) const {
        const std::size_t token = moves[taken].token;
        moves.erase(moves.begin() + static_cast<std::ptrdiff_t>(taken));
        if (!canMove(token, -1)) return;
        const auto place = std::ranges::lower_bound(moves, token, {}, &Move::token);
        moves.insert(place, {.token = token, .price = priceOf(token, -1), .damage = {}});
    }

    // The last step may have saved more than was needed.
    Result<void> spendTheRest() {
        while (true) {
            std::vector<Move> moves = movesOf(1);
            const double left = budget_ - ladder_.price(levels_);
            std::erase_if(moves, [left](const Move& move) { return move.price > left; });
            if (moves.empty()) return {};
            std::vector<std::size_t> all(moves.size());
            for (std::size_t m = 0; m < all.size(); ++m) all[m] = m;
            if (auto done = measureMoves(moves, all, 1); !done) return done;
            const auto best =
                std::ranges::min_element(moves, {}, [this](const Move& move) { return rate(move); });
            if (best->damage.kl >= now_.kl) return {};
            if (auto done = take(*best, 1); !done) return done;
        }
    }

    const QualityLadder& ladder_;
    PromptDamage& damage_;
    double budget_;
    const std::stop_token& stop_;
    QualityLadder::Levels levels_;
    PromptDamage::Damage now_;
    long step_ = 0;
};

}  // namespace

Result<GreedyAllocation> allocateGreedily(const QualityLadder& ladder, PromptDamage& damage, double budget,
                                          const std::function<void(double)>& report,
                                          const std::stop_token& stop) {
    return Search(ladder, damage, budget, stop).carryOut(report);
}

}  // namespace lossylens::lens
