#include <Eigen/Core>
#include <memory>
#include <numeric>
#include <vector>

#include "codec/distortions.h"
#include "codec/kept_components.h"

namespace lossylens::codec {

namespace {

using Directions = Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;

// y = mean + the projection of x − mean on the r directions along which the rows of the whole table differ
// most. In the basis of all directions that is: r numbers of x, and those of the mean for the rest.
class Pca final : public Distortion {
public:
    [[nodiscard]] Info info() const override {
        return {.name = "pca",
                .label = "Principal components",
                .formula = "the table's mean + the projection on its top r directions",
                .strength_label = "r",
                .least = 0,
                .most = most_components,
                .whole = true,
                .matchable = true};
    }

    [[nodiscard]] Result<Distorted> apply(const DistortionInput& input) const override {
        const auto principal = principalOf(input.context);
        if (!principal) return tl::unexpected(principal.error());
        return kept(**principal, componentsOf(**principal, input.row), input.spec.strength);
    }

    [[nodiscard]] Result<Distorted> reach(const DistortionInput& input, double cosine) const override {
        const auto principal = principalOf(input.context);
        if (!principal) return tl::unexpected(principal.error());
        const Components components = componentsOf(**principal, input.row);
        const double count = countForCosine(components, cosine);
        Distorted result = kept(**principal, components, count);
        result.strength = count;
        return result;
    }

    [[nodiscard]] Result<void> prepare(const DistortionContext& context) const override {
        if (const auto principal = principalOf(context); !principal) return tl::unexpected(principal.error());
        return {};
    }

private:
    [[nodiscard]] Result<std::shared_ptr<const PrincipalComponents>> principalOf(
        const DistortionContext& context) const {
        const auto table = requireTable(info(), context);
        if (!table) return tl::unexpected(table.error());
        return (*table)->principalComponents(context.stop);
    }

    [[nodiscard]] static Directions directionsOf(const PrincipalComponents& principal) {
        const auto d = static_cast<Eigen::Index>(principal.mean.size());
        return {principal.directions.data(), d, d};
    }

    [[nodiscard]] static Components componentsOf(const PrincipalComponents& principal,
                                                 std::span<const float> row) {
        const Directions directions = directionsOf(principal);
        const auto d = directions.rows();
        const Eigen::VectorXd x = Eigen::Map<const Eigen::VectorXf>(row.data(), d).cast<double>();
        const Eigen::VectorXd of_row = directions * x;
        const Eigen::VectorXd of_mean =
            directions * Eigen::Map<const Eigen::VectorXd>(principal.mean.data(), d);
        Components components{.numbers = {of_row.begin(), of_row.end()},
                              .base = {of_mean.begin(), of_mean.end()},
                              .order = {},
                              .group_ends = {}};
        components.order.resize(row.size());
        std::iota(components.order.begin(), components.order.end(), 0);
        return components;
    }

    [[nodiscard]] static Distorted kept(const PrincipalComponents& principal, const Components& components,
                                        double count) {
        const std::vector<double> numbers = keep(components, count);
        const auto d = static_cast<Eigen::Index>(numbers.size());
        const Eigen::VectorXd y =
            directionsOf(principal).transpose() * Eigen::Map<const Eigen::VectorXd>(numbers.data(), d);
        return {.embedding = {y.begin(), y.end()}, .bytes = {}};
    }
};

}  // namespace

const Distortion& pcaDistortion() {
    static const Pca distortion;
    return distortion;
}

}  // namespace lossylens::codec
